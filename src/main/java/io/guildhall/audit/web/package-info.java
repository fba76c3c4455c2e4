@org.jspecify.annotations.NullMarked
package io.guildhall.audit.web;
