@org.jspecify.annotations.NullMarked
package io.guildhall.liability.web;
