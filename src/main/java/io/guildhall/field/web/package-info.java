@org.jspecify.annotations.NullMarked
package io.guildhall.field.web;
