package io.guildhall.playbook;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

/** Products as the rules of the playbook need them. */
final class PlaybookProducts {

	private PlaybookProducts() {
	}

	static PlaybookProduct goods(long price, @Nullable Long cost) {
		return product(ProductKind.GOODS, price, cost);
	}

	static PlaybookProduct product(ProductKind kind, long price, @Nullable Long cost) {
		return new PlaybookProduct(new ProductId(Ids.next()), "Tea", kind, yuan(price),
				(cost != null) ? yuan(cost) : null, true);
	}

	static Money yuan(long amount) {
		return new Money(amount * 100, "CNY");
	}

}
