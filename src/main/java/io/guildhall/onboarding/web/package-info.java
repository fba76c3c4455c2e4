@org.jspecify.annotations.NullMarked
package io.guildhall.onboarding.web;
