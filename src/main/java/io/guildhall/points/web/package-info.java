@org.jspecify.annotations.NullMarked
package io.guildhall.points.web;
