@org.jspecify.annotations.NullMarked
package io.guildhall.order.web;
