@org.jspecify.annotations.NullMarked
package io.guildhall.link.web;
