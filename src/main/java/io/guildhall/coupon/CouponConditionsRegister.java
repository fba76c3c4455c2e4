package io.guildhall.coupon;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.EligibleMembers;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.member.Condition;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Writes conditions down, once for all coupons that are issued under them. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class CouponConditionsRegister {

	private final CatalogService catalog;

	private final MembershipHolders holders;

	private final EligibleMembers eligible;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Writes conditions down, where there are any.
	 * @throws CouponRefused if they name a product that there is none of, that is no
	 * sample where they are for a sample, or that costs more than the gift may
	 */
	@Nullable UUID write(CouponTerms terms, CouponConditions conditions, Instant now) {
		if (conditions.isNone()) {
			return null;
		}
		Map<ProductId, ProductSummary> known = catalog.summaries(conditions.products());
		for (ProductId id : conditions.products()) {
			ProductSummary product = known.get(id);
			if (product == null) {
				throw CouponRefused.unknownProduct();
			}
			requireFits(terms, product);
		}
		UUID id = Ids.next();
		jdbc.sql(
				"""
						insert into coupon_conditions (organization_id, id, products, members_only, stackable, grace_days, created_at)
						values (:organization, :id, cast(:products as uuid[]), :membersOnly, :stackable, :grace, :now)
						""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("products", conditions.products().stream().map(ProductId::toString).toArray(String[]::new))
			.param("membersOnly", conditions.membersOnly())
			.param("stackable", conditions.stackable())
			.param("grace", conditions.graceDays())
			.param("now", Timestamp.from(now))
			.update();
		return id;
	}

	private static void requireFits(CouponTerms terms, ProductSummary product) {
		if (terms.kind() == CouponKind.SAMPLE && product.kind() != ProductKind.SAMPLE) {
			throw CouponRefused.noSample(product.name());
		}
		if (!product.price().currency().equals(terms.currency())) {
			throw CouponRefused.otherCurrency(product.price().currency());
		}
		if (terms.kind().isForOnePiece() && product.price().compareTo(terms.largest()) > 0) {
			throw CouponRefused.tooDear(product.name(), product.price());
		}
	}

	/** What was written down; none for null. */
	CouponConditions of(@Nullable UUID id) {
		if (id == null) {
			return CouponConditions.NONE;
		}
		return jdbc.sql("select * from coupon_conditions where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", id)
			.query(CouponConditionsRegister::row)
			.single();
	}

	/** Those of the members who may be given none of the batch, and why not. */
	Map<UUID, Bar> barred(CouponBatch batch, Collection<UUID> members) {
		boolean membersOnly = of(batch.getConditionsId()).membersOnly();
		if (members.isEmpty() || (!membersOnly && batch.getEligibility().isAll())) {
			return Map.of();
		}
		Map<UUID, Bar> barred = new HashMap<>();
		bar(barred, members, eligible.among(batch.getEligibility(), members), Bar.NOT_FOR_MEMBER);
		if (membersOnly) {
			bar(barred, members, holders.among(members), Bar.NO_MEMBERSHIP);
		}
		return barred;
	}

	/** Holds for the members who may be given one of the batch, as they stand now. */
	Condition admitted(CouponBatch batch) {
		Condition admitted = eligible.admitted(batch.getEligibility());
		if (!of(batch.getConditionsId()).membersOnly()) {
			return admitted;
		}
		Condition holding = holders.holding();
		Map<String, Object> parameters = new HashMap<>(admitted.parameters());
		parameters.putAll(holding.parameters());
		return new Condition(admitted.sql() + " and " + holding.sql(), parameters);
	}

	private static void bar(Map<UUID, Bar> barred, Collection<UUID> members, Set<UUID> admitted, Bar why) {
		members.stream().filter(member -> !admitted.contains(member)).forEach(member -> barred.put(member, why));
	}

	/**
	 * Who uses a coupon under these conditions must be one whom it is for.
	 * @throws CouponRefused if they are not
	 */
	void requireFor(UUID member, List<CouponConditions> conditions) {
		if (conditions.stream().anyMatch(CouponConditions::membersOnly) && holders.among(List.of(member)).isEmpty()) {
			throw CouponRefused.membersOnly();
		}
	}

	/** Of a row that has the columns of {@code coupon_conditions}, or nulls for none. */
	static CouponConditions row(ResultSet row, int number) throws SQLException {
		Array products = row.getArray("products");
		if (products == null) {
			return CouponConditions.NONE;
		}
		return new CouponConditions(Arrays.stream((UUID[]) products.getArray()).map(ProductId::new).toList(),
				row.getBoolean("members_only"), row.getBoolean("stackable"), row.getInt("grace_days"));
	}

}
