@org.jspecify.annotations.NullMarked
package io.guildhall.statement.web;
