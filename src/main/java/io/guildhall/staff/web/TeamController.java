package io.guildhall.staff.web;

import java.math.BigDecimal;
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
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import io.guildhall.staff.Allowance;
import io.guildhall.staff.AllowanceService;
import io.guildhall.staff.OneTimeLink;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffRefused;
import io.guildhall.staff.StaffService;
import io.guildhall.staff.TeamService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Who works in the organization. */
@Controller
@RequestMapping("/o/{organization}/settings/staff")
@RequiredArgsConstructor
class TeamController {

	private static final String LIST = "redirect:/o/{organization}/settings/staff";

	private final TeamService team;

	private final StaffService staff;

	private final AllowanceService allowances;

	private final OrganizationService organizations;

	@GetMapping
	String list(Model model) {
		model.addAttribute("form", new InviteForm("", Role.OPERATOR));
		return page(model);
	}

	/** Answers with the page itself: the link is shown this once, and kept nowhere. */
	@PostMapping("/invitations")
	String invite(@Valid @ModelAttribute("form") InviteForm form, BindingResult errors, Model model) {
		if (!errors.hasErrors()) {
			try {
				show(team.invite(form.email(), form.role()), "staff.invited.link", model);
				model.addAttribute("form", new InviteForm("", Role.OPERATOR));
			}
			catch (StaffRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return page(model);
	}

	@PostMapping("/invitations/{id}/withdraw")
	String withdraw(@PathVariable UUID id, RedirectAttributes flash) {
		team.withdraw(id);
		flash.addFlashAttribute("done", "staff.invitation.withdrawn");
		return LIST;
	}

	@PostMapping("/{account}/role")
	String changeRole(@PathVariable UUID account, @RequestParam Role role, RedirectAttributes flash) {
		team.changeRole(account, role);
		flash.addFlashAttribute("done", "staff.role.changed");
		return LIST;
	}

	@PostMapping("/{account}/remove")
	String remove(@PathVariable UUID account, RedirectAttributes flash) {
		team.remove(account);
		flash.addFlashAttribute("done", "staff.removed");
		return LIST;
	}

	@PostMapping("/{account}/password-link")
	String passwordLink(@PathVariable UUID account, Model model) {
		show(team.passwordLink(account), "staff.password.link", model);
		model.addAttribute("form", new InviteForm("", Role.OPERATOR));
		return page(model);
	}

	/** Both empty takes the allowance away. */
	@PostMapping("/{account}/allowance")
	String allow(@PathVariable UUID account, @RequestParam(required = false) @Nullable BigDecimal perDay,
			@RequestParam(required = false) @Nullable BigDecimal perOrder, RedirectAttributes flash) {
		allowances.grant(account, (perDay == null && perOrder == null) ? null
				: new Allowance(money(perDay), money((perOrder != null) ? perOrder : perDay)));
		flash.addFlashAttribute("done", "staff.allowance.changed");
		return LIST;
	}

	/** What is missing, or finer than the currency, is no allowance. */
	private Money money(@Nullable BigDecimal major) {
		String currency = organizations.current().currency();
		try {
			return (major != null) ? Money.ofMajor(major, currency) : Money.zero(currency);
		}
		catch (ArithmeticException tooFine) {
			return Money.zero(currency);
		}
	}

	private static void show(OneTimeLink link, String text, Model model) {
		model.addAttribute("link",
				ServletUriComponentsBuilder.fromCurrentContextPath().path(link.path()).toUriString());
		model.addAttribute("linkText", text);
		model.addAttribute("mailed", link.mailed());
	}

	private String page(Model model) {
		model.addAttribute("staff", staff.list());
		model.addAttribute("invitations", team.invitations());
		model.addAttribute("roles", Role.values());
		model.addAttribute("allowances", allowances.all());
		model.addAttribute("currency", organizations.current().currency());
		return "staff/team";
	}

	record InviteForm(@NotBlank @Size(max = 254) String email, @NotNull Role role) {
	}

}
