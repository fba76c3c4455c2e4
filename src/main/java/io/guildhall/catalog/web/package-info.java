@org.jspecify.annotations.NullMarked
package io.guildhall.catalog.web;
