package io.guildhall.catalog;

/** What a product is. A membership is made by its plan, and granted when it is paid. */
public enum ProductKind {

	GOODS, COURSE, CAMP, CONSULTATION, SAMPLE, SERVICE, MEMBERSHIP

}
