package io.guildhall.membership.web;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.membership.MembershipGrants;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.membership.PlanId;
import io.guildhall.membership.PlanService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Ids;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** The page on which a membership is given away, and how a gift is taken back. */
@Controller
@RequestMapping("/o/{organization}/memberships")
@RequiredArgsConstructor
class MembershipGrantController {

	private final MembershipGrants grants;

	private final PlanService plans;

	private final MemberService members;

	private final Idempotency idempotency;

	@GetMapping("/gifts/{member}")
	String form(@PathVariable MemberId member, Model model) {
		return page(member, new GiftForm(null, null, "", null), model);
	}

	@PostMapping("/gifts/{member}")
	String give(@PathVariable MemberId member, @Valid @ModelAttribute("form") GiftForm form, BindingResult errors,
			Model model, RedirectAttributes flash) {
		if (form.plan() == null && !errors.hasFieldErrors("plan")) {
			errors.rejectValue("plan", "NotNull");
		}
		if (form.lastDay() == null && !errors.hasFieldErrors("lastDay")) {
			errors.rejectValue("lastDay", "NotNull");
		}
		if (!errors.hasErrors() && form.plan() != null && form.lastDay() != null) {
			UUID key = (form.key() != null) ? form.key() : Ids.next();
			PlanId plan = new PlanId(form.plan());
			LocalDate lastDay = form.lastDay();
			try {
				MembershipSummary given = idempotency.once("page/" + key, List.of(member, form),
						MembershipSummary.class, () -> grants.give(member, plan, lastDay, form.reason()));
				flash.addFlashAttribute("done", "membership.done.given");
				flash.addFlashAttribute("doneArgs", List.of(String.valueOf(given.lastDay())));
				return "redirect:/o/{organization}/memberships/" + given.id();
			}
			catch (DomainException refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return page(member, form, model);
	}

	@PostMapping("/{id}/terms/{term}/revocation")
	String revoke(@PathVariable MembershipId id, @PathVariable UUID term,
			@RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
		grants.revoke(id, term, reason);
		flash.addFlashAttribute("done", "membership.done.revoked");
		return "redirect:/o/{organization}/memberships/{id}";
	}

	private String page(MemberId member, GiftForm form, Model model) {
		model.addAttribute("form", form);
		model.addAttribute("member", members.require(member));
		model.addAttribute("plans", plans.sold());
		model.addAttribute("key", Ids.next());
		return "membership/give";
	}

	/**
	 * What somebody fills in to give one away; sent twice with the same key it is one.
	 */
	record GiftForm(@Nullable UUID plan, @Nullable LocalDate lastDay, @NotBlank @Size(max = 500) String reason,
			@Nullable UUID key) {
	}

}
