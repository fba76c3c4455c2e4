@org.jspecify.annotations.NullMarked
package io.guildhall.rebate.web;
