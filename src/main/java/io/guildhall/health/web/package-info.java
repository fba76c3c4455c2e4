@org.jspecify.annotations.NullMarked
package io.guildhall.health.web;
