@org.jspecify.annotations.NullMarked
package io.guildhall.organization.web;
