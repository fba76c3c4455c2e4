package io.guildhall.community.web;

import java.math.BigDecimal;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.community.CommunityGoal;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityPosition;
import io.guildhall.community.CommunityPositioning;
import io.guildhall.community.CommunityRefused;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GoalKind;
import io.guildhall.community.PriceBand;
import io.guildhall.community.ProductFit;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import lombok.RequiredArgsConstructor;

/** The positioning card of a community: what it is to bring, and the card to print. */
@Controller
@RequestMapping("/o/{organization}/communities/{id}")
@RequiredArgsConstructor
class PositionController {

	private final CommunityPositioning positions;

	private final CommunityService communities;

	private final OrganizationService organizations;

	@Bean
	static PagePart communityPositionPart() {
		return new PagePart(PagePart.Page.COMMUNITY, 1, "community.position", "/communities/{id}/position",
				Permission.COMMUNITY_READ);
	}

	@GetMapping("/position")
	String part(@PathVariable CommunityId id, Model model) {
		shown(id, model);
		return "community/position :: part";
	}

	@GetMapping("/card")
	String card(@PathVariable CommunityId id, Model model) {
		shown(id, model);
		return "community/card";
	}

	@GetMapping("/position/edit")
	String edit(@PathVariable CommunityId id, Model model) {
		CommunityPosition position = shown(id, model);
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", PositionForm.of(position));
		}
		model.addAttribute("kinds", GoalKind.values());
		model.addAttribute("bands", PriceBand.values());
		model.addAttribute("currency", organizations.current().currency());
		return "community/position-edit";
	}

	@PostMapping("/position")
	String change(@PathVariable CommunityId id, @Valid @ModelAttribute("form") PositionForm form, BindingResult errors,
			Model model, RedirectAttributes flash) {
		if (form.kind() != null && (form.target() == null || form.from() == null || form.until() == null)) {
			errors.reject("community.goal-incomplete");
		}
		if (!errors.hasErrors()) {
			try {
				positions.change(id, form.goal(organizations.current().currency()), form.fit(), form.version());
				flash.addFlashAttribute("done", "community.done.positioned");
				return "redirect:/o/{organization}/communities/" + id;
			}
			catch (CommunityRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
			catch (ArithmeticException tooFine) {
				errors.reject("community.goal-figure");
			}
		}
		return edit(id, model);
	}

	private CommunityPosition shown(CommunityId id, Model model) {
		CommunityPosition position = positions.get(id);
		model.addAttribute("community", communities.get(id));
		model.addAttribute("position", position);
		return position;
	}

	/** Figures are heads, or major units of the organization's currency for a revenue. */
	record PositionForm(@Nullable GoalKind kind, @Positive @Nullable BigDecimal target, @Nullable LocalDate from,
			@Nullable LocalDate until, @PositiveOrZero @Nullable BigDecimal counted, @Nullable Boolean sells,
			@Nullable Boolean generalizes, @Nullable Boolean impulse, @Nullable PriceBand band,
			@Nullable Long version) {

		static PositionForm of(CommunityPosition position) {
			CommunityGoal goal = position.goal();
			ProductFit fit = position.fit();
			Long counted = (goal != null) ? goal.counted() : null;
			return new PositionForm((goal != null) ? goal.kind() : null,
					(goal != null) ? figure(goal, goal.target()) : null, (goal != null) ? goal.from() : null,
					(goal != null) ? goal.until() : null,
					(goal != null && counted != null) ? figure(goal, counted) : null, fit.sells(), fit.generalizes(),
					fit.impulse(), fit.band(), position.version());
		}

		/**
		 * The goal; null for none.
		 * @throws ArithmeticException if a figure has too many decimals
		 */
		@Nullable CommunityGoal goal(String currency) {
			if (kind == null || target == null || from == null || until == null) {
				return null;
			}
			boolean money = kind == GoalKind.REVENUE;
			return new CommunityGoal(kind, amount(target, money, currency), money ? currency : null, from, until,
					(counted != null) ? Long.valueOf(amount(counted, money, currency)) : null);
		}

		ProductFit fit() {
			return new ProductFit(sells, generalizes, impulse, band);
		}

		private static long amount(BigDecimal figure, boolean money, String currency) {
			return money ? Money.ofMajor(figure, currency).minor() : figure.longValueExact();
		}

		private static BigDecimal figure(CommunityGoal goal, long amount) {
			Money money = goal.money(amount);
			return (money != null) ? money.toMajor() : BigDecimal.valueOf(amount);
		}

	}

}
