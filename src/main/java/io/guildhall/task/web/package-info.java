@org.jspecify.annotations.NullMarked
package io.guildhall.task.web;
