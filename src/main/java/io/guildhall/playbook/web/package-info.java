@org.jspecify.annotations.NullMarked
package io.guildhall.playbook.web;
