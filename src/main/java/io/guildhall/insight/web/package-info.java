@org.jspecify.annotations.NullMarked
package io.guildhall.insight.web;
