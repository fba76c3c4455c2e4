@org.jspecify.annotations.NullMarked
package io.guildhall.member.web;
