@org.jspecify.annotations.NullMarked
package io.guildhall.membership.web;
