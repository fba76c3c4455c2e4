package io.guildhall.catalog.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;

import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductDetails;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductTraits;
import io.guildhall.shared.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/**
 * What somebody fills in for a product; amounts with decimals. A page without its script
 * shows the fields of all kinds: what stands in those of another kind says nothing, be it
 * right or wrong.
 */
record ProductForm(@NotBlank @Size(max = 200) String name, @NotNull ProductKind kind,
		@PositiveOrZero @Nullable BigDecimal price, @Size(max = 2000) @Nullable String description,
		@Size(max = 60) @Nullable String sku, @PositiveOrZero @Nullable BigDecimal cost, @Nullable LocalDate startsOn,
		@Nullable LocalDate endsOn, @Nullable Integer minutes, @Nullable Integer uses, @Nullable Integer validDays,
		@Nullable Integer perMember, List<String> tiers, List<String> groups, List<String> memberships,
		@Nullable Long version) {

	/**
	 * What is not chosen is not sent. What binds forms may make the lists longer, where
	 * somebody sends it more than the page does.
	 */
	@SuppressWarnings("NullAway") // what binds forms knows nothing of it
	ProductForm {
		tiers = (tiers != null) ? new ArrayList<>(tiers) : new ArrayList<>();
		groups = (groups != null) ? new ArrayList<>(groups) : new ArrayList<>();
		memberships = (memberships != null) ? new ArrayList<>(memberships) : new ArrayList<>();
	}

	static ProductForm of(ProductKind kind) {
		return new ProductForm("", kind, null, "", null, null, null, null, null, null, null, null, List.of(), List.of(),
				List.of(), null);
	}

	static ProductForm of(ProductDetails product) {
		Eligibility eligibility = product.eligibility();
		return new ProductForm(product.name(), product.kind(), product.price().toMajor(), product.description(),
				product.sku(), (product.cost() != null) ? product.cost().toMajor() : null, product.startsOn(),
				product.endsOn(), product.minutes(), product.uses(), product.validDays(), product.perMember(),
				eligibility.tiers(), eligibility.groups(), eligibility.memberships(), product.version());
	}

	/** What the form says, unless something in it is wrong. */
	@Nullable NewProduct product(String currency, BindingResult errors) {
		if (price == null && !errors.hasFieldErrors("price")) {
			errors.rejectValue("price", "NotNull");
		}
		if (isWrong(errors) || price == null) {
			return null;
		}
		Money of = money("price", price, currency, errors);
		Money costs = (cost != null) ? money("cost", cost, currency, errors) : null;
		return (isWrong(errors) || of == null) ? null : new NewProduct(name, kind, of, description, traits(costs));
	}

	/** Of what belongs to a kind, only what belongs to the chosen one. */
	private ProductTraits traits(@Nullable Money costs) {
		return new ProductTraits(kind.hasSku() ? sku : null, costs, kind.hasDays() ? startsOn : null,
				kind.hasDays() ? endsOn : null, kind.hasMinutes() ? minutes : null, perMember,
				new Eligibility(tiers, groups, memberships), kind.hasUses() ? uses : null,
				kind.hasValidity() ? validDays : null);
	}

	private boolean isWrong(BindingResult errors) {
		return errors.hasGlobalErrors() || errors.getFieldErrors().stream().anyMatch(error -> counts(error.getField()));
	}

	/** Whether the field says something about a product of the chosen kind. */
	@SuppressWarnings("NullAway") // a kind that was not understood has no place in the
									// form
	private boolean counts(String field) {
		return kind == null || switch (field) {
			case "sku" -> kind.hasSku();
			case "startsOn", "endsOn" -> kind.hasDays();
			case "minutes" -> kind.hasMinutes();
			case "uses" -> kind.hasUses();
			case "validDays" -> kind.hasValidity();
			default -> true;
		};
	}

	private static @Nullable Money money(String field, BigDecimal amount, String currency, BindingResult errors) {
		try {
			return Money.ofMajor(amount, currency);
		}
		catch (ArithmeticException tooFine) {
			errors.rejectValue(field, "catalog.price.decimals");
			return null;
		}
	}

}
