package io.guildhall.catalog;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a product. */
public class CatalogRefused extends DomainException {

	private CatalogRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "catalog." + code, message, args);
	}

	static CatalogRefused unknown(ProductId id) {
		return new CatalogRefused(Kind.NOT_FOUND, "unknown", "There is no product %s", id);
	}

	static CatalogRefused nameTaken(String name) {
		return new CatalogRefused(Kind.CONFLICT, "name-taken", "There is a product %s already", name);
	}

	static CatalogRefused noName() {
		return new CatalogRefused(Kind.INVALID, "no-name", "A product needs a name of at most 200 characters");
	}

	static CatalogRefused negativePrice() {
		return new CatalogRefused(Kind.INVALID, "negative-price", "A price is not negative");
	}

	static CatalogRefused otherCurrency(String currency, String own) {
		return new CatalogRefused(Kind.INVALID, "other-currency", "The price is in %s, the organization sells in %s",
				currency, own);
	}

	static CatalogRefused ofPlan(String name) {
		return new CatalogRefused(Kind.CONFLICT, "of-plan", "%s belongs to a membership plan and changes with it",
				name);
	}

	static CatalogRefused changed() {
		return new CatalogRefused(Kind.CONFLICT, "changed", "The product was changed in the meantime");
	}

}
