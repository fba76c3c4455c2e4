@org.jspecify.annotations.NullMarked
package io.guildhall.conduct.web;
