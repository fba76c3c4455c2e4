package io.guildhall.playbook;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Says by which way a product is sold, and what of it there is. It tells costs and
 * margins, so it is for those who make products.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class PlaybookService {

	/** Of a product's name, for products that are called after it. */
	private static final int LONGEST_NAME = 150;

	private final CatalogService catalog;

	private final PlaybookThings things;

	private final PlaybookTalks talks;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final PlaybookWords words;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * What the playbook says of a product.
	 * @throws io.guildhall.catalog.CatalogRefused if there is none
	 */
	@May(Permission.CATALOG_EDIT)
	@Transactional(readOnly = true)
	public PlaybookDetails get(ProductId id) {
		PlaybookProduct product = PlaybookProduct.of(catalog.get(id));
		BandLimits limits = limits();
		PriceBand band = limits.band(product.price());
		List<PlaybookThing> there = things.of(id);
		List<PlaybookDetails.Step> steps = band.steps()
			.stream()
			.map(step -> new PlaybookDetails.Step(step, there.stream().filter(thing -> thing.step() == step).toList(),
					OnBehalf.permissions().containsAll(step.needs())))
			.toList();
		Set<PlaybookStep> open = EnumSet.noneOf(PlaybookStep.class);
		steps.stream().filter(step -> !step.set() && step.allowed()).map(PlaybookDetails.Step::step).forEach(open::add);
		PlaybookNumbers numbers = proposed(product, band).only(open);
		return new PlaybookDetails(product, band, limits, product.obstacle(), steps, numbers,
				(product.obstacle() == null) ? figures(product, numbers) : null,
				(numbers.oneToOne() != null) ? talks.people() : List.of());
	}

	/**
	 * The figures of some numbers for a product; nothing is written.
	 * @throws PlaybookRefused if a number makes no sense, or the product would be sold
	 * below its cost
	 */
	@May(Permission.CATALOG_EDIT)
	@Transactional(readOnly = true)
	public PlaybookFigures figures(ProductId id, PlaybookNumbers numbers) {
		PlaybookFigures figures = figures(PlaybookProduct.of(catalog.get(id)), numbers);
		figures.requireNoLoss();
		return figures;
	}

	private PlaybookFigures figures(PlaybookProduct product, PlaybookNumbers numbers) {
		PlaybookNumbers.Sample sample = numbers.sample();
		PlaybookNumbers.Ladder ladder = numbers.ladder();
		Money sampleCost = (sample == null) ? null
				: (sample.product() != null) ? catalog.get(sample.product()).cost() : sample.cost();
		Money trialCost = (ladder != null && ladder.trial() != null) ? catalog.get(ladder.trial()).cost() : null;
		return PlaybookFigures.of(product, numbers, sampleCost, trialCost);
	}

	/** Where the bands begin and end. */
	@May(Permission.CATALOG_EDIT)
	@Transactional(readOnly = true)
	public BandLimits limits() {
		return jdbc.sql("""
				select low_minor, high_minor, currency from playbook_limits where organization_id = :organization
				""")
			.param("organization", tenancy.current())
			.query((row, number) -> new BandLimits(new Money(row.getLong("low_minor"), row.getString("currency")),
					new Money(row.getLong("high_minor"), row.getString("currency"))))
			.optional()
			.orElseGet(() -> BandLimits.of(organizations.current().currency()));
	}

	/**
	 * Moves the limits of the bands; what was set up stays.
	 * @throws PlaybookRefused if they are in another currency
	 */
	@May(Permission.POLICY_EDIT)
	public BandLimits change(BandLimits limits) {
		if (!limits.low().currency().equals(organizations.current().currency())) {
			throw PlaybookRefused.limits();
		}
		BandLimits before = limits();
		jdbc.sql("""
				insert into playbook_limits (organization_id, low_minor, high_minor, currency)
				values (:organization, :low, :high, :currency)
				on conflict (organization_id) do update set low_minor = excluded.low_minor,
				    high_minor = excluded.high_minor, currency = excluded.currency
				""")
			.param("organization", tenancy.current())
			.param("low", limits.low().minor())
			.param("high", limits.high().minor())
			.param("currency", limits.low().currency())
			.update();
		audit.record("playbook.limits", "playbook", tenancy.current(), values(before), values(limits));
		return limits;
	}

	private PlaybookNumbers proposed(PlaybookProduct product, PriceBand band) {
		OrganizationDetails organization = organizations.current();
		PlaybookSuggestion.Names names = new PlaybookSuggestion.Names(
				words.about("playbook.name.sample", product, LONGEST_NAME),
				words.about("playbook.name.free", product, LONGEST_NAME),
				words.about("playbook.name.trial", product, LONGEST_NAME));
		return PlaybookSuggestion.of(product, band, names, organizations.today(), organization.zone());
	}

	private static Map<String, ?> values(BandLimits limits) {
		return Map.of("bandLow", limits.low(), "bandHigh", limits.high());
	}

}
