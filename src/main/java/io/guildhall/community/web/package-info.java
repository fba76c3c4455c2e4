@org.jspecify.annotations.NullMarked
package io.guildhall.community.web;
