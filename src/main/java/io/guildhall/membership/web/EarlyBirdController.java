package io.guildhall.membership.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.member.MemberService;
import io.guildhall.membership.EarlyBird;
import io.guildhall.membership.EarlyBirdService;
import io.guildhall.membership.NewEarlyBird;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanId;
import io.guildhall.membership.PlanService;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/** The early bird of a plan: its terms, its counter as it moves, and who has a seat. */
@Controller
@RequestMapping("/o/{organization}/plans/{id}/early-bird")
@RequiredArgsConstructor
class EarlyBirdController {

	private static final String PAGE = "redirect:/o/{organization}/plans/{id}/early-bird";

	private final EarlyBirdService earlyBirds;

	private final PlanService plans;

	private final MemberService members;

	private final CatalogService catalog;

	private final CouponBatches coupons;

	private final OrganizationService organizations;

	@GetMapping
	String show(@PathVariable PlanId id, Model model) {
		PlanDetails plan = plans.get(id);
		return page(plan, EarlyBirdForm.of(plan.earlyBird(), organizations.current().zone()), model);
	}

	/** The counter as of now, for a page that asks again and again. */
	@GetMapping("/counter")
	String counter(@PathVariable PlanId id, Model model) {
		model.addAttribute("early", earlyBirds.get(id));
		model.addAttribute("id", id);
		return "membership/parts :: counter";
	}

	@PostMapping
	String set(@PathVariable PlanId id, @ModelAttribute("form") EarlyBirdForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		NewEarlyBird wanted = form.earlyBird(organizations.current(), errors);
		if (wanted != null) {
			try {
				earlyBirds.set(id, wanted);
				flash.addFlashAttribute("done", "membership.early.done");
				return PAGE;
			}
			catch (DomainException refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return page(plans.get(id), form, model);
	}

	@PostMapping("/end")
	String close(@PathVariable PlanId id, RedirectAttributes flash) {
		earlyBirds.close(id);
		flash.addFlashAttribute("done", "membership.early.closed");
		return PAGE;
	}

	@PostMapping("/seats/{seat}/gift")
	String handOver(@PathVariable PlanId id, @PathVariable UUID seat, RedirectAttributes flash) {
		earlyBirds.handOver(seat);
		flash.addFlashAttribute("done", "membership.gift.done");
		return PAGE;
	}

	private String page(PlanDetails plan, EarlyBirdForm form, Model model) {
		List<EarlyBirdService.Seat> seats = earlyBirds.seats(plan.id());
		Map<String, String> names = members
			.names(seats.stream().map(EarlyBirdService.Seat::member).distinct().toList());
		model.addAttribute("plan", plan);
		model.addAttribute("id", plan.id());
		model.addAttribute("early", plan.earlyBird());
		model.addAttribute("form", form);
		model.addAttribute("seats", seats);
		model.addAttribute("members", names);
		model.addAttribute("currency", organizations.current().currency());
		model.addAttribute("products",
				catalog.active()
					.stream()
					.filter(product -> product.kind() == ProductKind.GOODS || product.kind() == ProductKind.SAMPLE)
					.toList());
		model.addAttribute("batches", coupons.open());
		return "membership/early";
	}

	/**
	 * What somebody fills in for it.
	 *
	 * @param until in the organization's zone
	 */
	record EarlyBirdForm(@Nullable Integer seats, @Nullable LocalDateTime until, @Nullable BigDecimal price,
			@Nullable String gift, @Nullable BigDecimal giftCost, @Nullable Integer perMember,
			@Nullable UUID giftProduct, @Nullable UUID giftBatch) {

		static EarlyBirdForm of(@Nullable EarlyBird early, ZoneId zone) {
			if (early == null) {
				return new EarlyBirdForm(null, null, null, "", null, 1, null, null);
			}
			return new EarlyBirdForm(early.seats(), LocalDateTime.ofInstant(early.until(), zone),
					early.price().toMajor(), early.gift(), early.giftCost().toMajor(), early.perMember(),
					(early.giftProduct() != null) ? early.giftProduct().id() : null,
					(early.giftBatch() != null) ? early.giftBatch().id() : null);
		}

		@Nullable NewEarlyBird earlyBird(OrganizationDetails organization, Errors errors) {
			if (seats == null && !errors.hasFieldErrors("seats")) {
				errors.rejectValue("seats", "NotNull");
			}
			if (until == null && !errors.hasFieldErrors("until")) {
				errors.rejectValue("until", "NotNull");
			}
			if (price == null && !errors.hasFieldErrors("price")) {
				errors.rejectValue("price", "NotNull");
			}
			if (errors.hasErrors() || seats == null || until == null || price == null) {
				return null;
			}
			try {
				Instant end = until.atZone(organization.zone()).toInstant();
				Money cost = Money.ofMajor((giftCost != null) ? giftCost : BigDecimal.ZERO, organization.currency());
				return new NewEarlyBird(seats, end, Money.ofMajor(price, organization.currency()), gift, cost,
						(perMember != null) ? perMember : 1, (giftProduct != null) ? new ProductId(giftProduct) : null,
						(giftBatch != null) ? new BatchId(giftBatch) : null);
			}
			catch (ArithmeticException tooFine) {
				errors.rejectValue("price", "membership.price.decimals");
				return null;
			}
		}

	}

}
