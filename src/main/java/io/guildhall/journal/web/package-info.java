@org.jspecify.annotations.NullMarked
package io.guildhall.journal.web;
