package io.guildhall.demo;

import java.util.Objects;

import org.springframework.stereotype.Component;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductDetails;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductTraits;
import io.guildhall.playbook.PlaybookNumbers;
import io.guildhall.playbook.PlaybookService;
import io.guildhall.playbook.PlaybookSetup;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/**
 * What the playbook set up in the demo, a product of each band: tea that is cheap, a camp
 * in the middle, and a consultation that is dear. For a part of that nobody is asked yet.
 */
@Component
@RequiredArgsConstructor
class DemoPlaybook {

	/** Behind the flash sale of tea, which is there by then. */
	private static final int DAY = DemoCast.DAYS - 2;

	private static final String CNY = "CNY";

	private final CatalogService catalog;

	private final PlaybookService playbook;

	private final PlaybookSetup setup;

	void setUp(int day, DemoStage.Props props) {
		if (day != DAY) {
			return;
		}
		ProductId tea = costing(props.product(DemoStage.TEA), 1_200);
		ProductId camp = costing(props.product(DemoStage.CAMP), 6_000);
		ProductId talk = costing(props.product(DemoStage.CONSULTATION), 20_000);
		setup.setUp(tea, null);
		setup.setUp(camp, null);
		PlaybookNumbers all = playbook.get(talk).numbers();
		setup.setUp(talk,
				new PlaybookNumbers(null, null, Objects.requireNonNull(all.sample()), all.rebate(), null, null));
	}

	/** Nothing is proposed for a product of which nobody has said what it costs. */
	private ProductId costing(ProductId id, long fen) {
		ProductDetails product = catalog.get(id);
		ProductTraits traits = new ProductTraits(product.sku(), new Money(fen, CNY), product.startsOn(),
				product.endsOn(), product.minutes(), product.perMember(), Eligibility.ALL, product.uses(),
				product.validDays());
		catalog.change(id,
				new NewProduct(product.name(), product.kind(), product.price(), product.description(), traits), null);
		return id;
	}

}
