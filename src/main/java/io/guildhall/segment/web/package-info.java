@org.jspecify.annotations.NullMarked
package io.guildhall.segment.web;
