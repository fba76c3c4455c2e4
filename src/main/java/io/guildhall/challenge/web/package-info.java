@org.jspecify.annotations.NullMarked
package io.guildhall.challenge.web;
