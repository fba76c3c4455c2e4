@org.jspecify.annotations.NullMarked
package io.guildhall.benefit.web;
