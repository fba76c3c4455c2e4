@org.jspecify.annotations.NullMarked
package io.guildhall.occasion.web;
