@org.jspecify.annotations.NullMarked
package io.guildhall.survey.web;
