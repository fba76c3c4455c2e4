@org.jspecify.annotations.NullMarked
package io.guildhall.bulk.web;
