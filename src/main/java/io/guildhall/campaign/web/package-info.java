@org.jspecify.annotations.NullMarked
package io.guildhall.campaign.web;
