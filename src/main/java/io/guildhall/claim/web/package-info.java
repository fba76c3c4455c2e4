@org.jspecify.annotations.NullMarked
package io.guildhall.claim.web;
