@org.jspecify.annotations.NullMarked
package io.guildhall.staff.web;
