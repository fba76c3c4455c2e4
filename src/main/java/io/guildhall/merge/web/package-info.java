@org.jspecify.annotations.NullMarked
package io.guildhall.merge.web;
