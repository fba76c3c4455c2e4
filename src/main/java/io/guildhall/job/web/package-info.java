@org.jspecify.annotations.NullMarked
package io.guildhall.job.web;
