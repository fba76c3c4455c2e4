@org.jspecify.annotations.NullMarked
package io.guildhall.intake.web;
