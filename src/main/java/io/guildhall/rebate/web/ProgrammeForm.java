package io.guildhall.rebate.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.community.CommunityId;
import io.guildhall.rebate.RebateProgramme;
import io.guildhall.rebate.RebateRefused;
import io.guildhall.rebate.RebateTerms;
import io.guildhall.shared.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A programme, as its form has it; amounts in major units.
 *
 * @param percent of what was paid, with a cap; where it is empty, the amount counts
 */
record ProgrammeForm(@NotBlank @Size(max = RebateTerms.LONGEST_NAME) String name, @Nullable List<UUID> products,
		@NotNull Reward reward, @Nullable BigDecimal amount, @Nullable BigDecimal percent, @Nullable BigDecimal cap,
		@NotNull LocalDate firstDay, @NotNull LocalDate lastDay, @NotNull Integer waitDays,
		@Nullable BigDecimal perMember, @Nullable BigDecimal budget, @Nullable UUID community, @Nullable Long version) {

	private static final int PERCENT = 100;

	/** What an order brings. */
	enum Reward {

		AMOUNT, SHARE

	}

	static ProgrammeForm empty(LocalDate today) {
		return new ProgrammeForm("", List.of(), Reward.AMOUNT, null, null, null, today, today.plusDays(30), 7, null,
				null, null, null);
	}

	static ProgrammeForm of(RebateProgramme programme) {
		RebateTerms terms = programme.terms();
		Integer share = terms.share();
		return new ProgrammeForm(terms.name(), terms.products().stream().map(ProductId::id).toList(),
				(share != null) ? Reward.SHARE : Reward.AMOUNT, major(terms.amount()),
				(share != null) ? BigDecimal.valueOf(share, 2).stripTrailingZeros() : null, major(terms.cap()),
				terms.firstDay(), terms.lastDay(), terms.waitDays(), major(terms.perMember()), major(terms.budget()),
				(terms.community() != null) ? terms.community().id() : null, programme.version());
	}

	/** Whether the product is chosen. */
	public boolean chooses(ProductId product) {
		return products != null && products.contains(product.id());
	}

	/**
	 * What the form says.
	 * @throws RebateRefused if it does not make sense
	 */
	RebateTerms terms(String currency) {
		boolean share = reward == Reward.SHARE;
		return new RebateTerms(name, (products != null) ? products.stream().map(ProductId::new).toList() : List.of(),
				share ? null : money(amount, currency), share ? basisPoints() : null,
				share ? money(cap, currency) : null, firstDay, lastDay, waitDays, money(perMember, currency),
				money(budget, currency), (community != null) ? new CommunityId(community) : null);
	}

	/** What has too many decimals, or is missing, is no share. */
	private int basisPoints() {
		try {
			return (percent != null) ? percent.multiply(BigDecimal.valueOf(PERCENT)).intValueExact() : 0;
		}
		catch (ArithmeticException tooFine) {
			return 0;
		}
	}

	private static @Nullable Money money(@Nullable BigDecimal major, String currency) {
		try {
			return (major != null) ? Money.ofMajor(major, currency) : null;
		}
		catch (ArithmeticException tooFine) {
			throw RebateRefused.amount();
		}
	}

	private static @Nullable BigDecimal major(@Nullable Money money) {
		return (money != null) ? money.toMajor() : null;
	}

}
