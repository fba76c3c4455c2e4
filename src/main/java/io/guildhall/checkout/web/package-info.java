@org.jspecify.annotations.NullMarked
package io.guildhall.checkout.web;
