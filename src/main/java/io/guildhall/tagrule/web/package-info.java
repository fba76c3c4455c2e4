@org.jspecify.annotations.NullMarked
package io.guildhall.tagrule.web;
