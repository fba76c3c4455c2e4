@org.jspecify.annotations.NullMarked
package io.guildhall.demo.web;
