@org.jspecify.annotations.NullMarked
package io.guildhall.sandbox.web;
