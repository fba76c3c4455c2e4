package io.guildhall.onboarding.web;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.onboarding.ChannelFunnels;
import io.guildhall.onboarding.ChannelId;
import io.guildhall.onboarding.ChannelLadders;
import io.guildhall.onboarding.ChannelRefused;
import io.guildhall.onboarding.ChannelService;
import io.guildhall.onboarding.LadderDetails;
import io.guildhall.onboarding.LadderStep;
import io.guildhall.onboarding.LadderTerms;
import io.guildhall.shared.DomainException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** The pages on which the ladders are set, and the button that counts one anew. */
@Controller
@RequestMapping("/o/{organization}/channels")
@RequiredArgsConstructor
class ChannelLadderController {

	private final ChannelService channels;

	private final ChannelLadders ladders;

	private final ChannelFunnels funnels;

	@GetMapping("/ladder")
	String show(Model model) {
		model.addAttribute("form", LadderForm.of(ladders.get()));
		return edit(null, model);
	}

	@PostMapping("/ladder")
	String change(@Valid @ModelAttribute("form") LadderForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		if (done(errors, () -> ladders.change(form.terms(), form.version()))) {
			flash.addFlashAttribute("done", "onboarding.ladder.done");
			return "redirect:/o/{organization}/channels";
		}
		return edit(null, model);
	}

	@GetMapping("/{id}/ladder")
	String show(@PathVariable ChannelId id, Model model) {
		model.addAttribute("form", LadderForm.of(ladders.get(id)));
		return edit(id, model);
	}

	@PostMapping("/{id}/ladder")
	String change(@PathVariable ChannelId id, @Valid @ModelAttribute("form") LadderForm form, BindingResult errors,
			Model model, RedirectAttributes flash) {
		if (done(errors, () -> {
			if (Boolean.TRUE.equals(form.own())) {
				ladders.change(id, form.terms(), form.version());
			}
			else {
				ladders.follow(id);
			}
		})) {
			flash.addFlashAttribute("done", "onboarding.ladder.done");
			return "redirect:/o/{organization}/channels/" + id;
		}
		return edit(id, model);
	}

	@PostMapping("/{id}/count")
	String count(@PathVariable ChannelId id, RedirectAttributes flash) {
		funnels.count(id);
		flash.addFlashAttribute("done", "onboarding.count.done");
		return "redirect:/o/{organization}/channels/" + id;
	}

	private String edit(@Nullable ChannelId id, Model model) {
		model.addAttribute("channel", (id != null) ? channels.get(id) : null);
		model.addAttribute("steps", LadderTerms.choices());
		return "onboarding/ladder";
	}

	private static boolean done(BindingResult errors, Runnable change) {
		if (errors.hasErrors()) {
			return false;
		}
		try {
			change.run();
			return true;
		}
		catch (ChannelRefused refusal) {
			if (refusal.getKind() != DomainException.Kind.INVALID) {
				throw refusal;
			}
			errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
		}
		catch (ObjectOptimisticLockingFailureException lost) {
			errors.reject("shared.changed-meanwhile");
		}
		return false;
	}

	/**
	 * A ladder as it is set on its page.
	 *
	 * @param own whether the channel has one of its own; else the rest says nothing
	 */
	record LadderForm(@Nullable Boolean own, @Size(max = 10) @Nullable List<LadderStep> steps,
			@NotNull @Min(1) @Max(LadderTerms.MOST_CHECK_INS) Integer checkIns,
			@NotNull @Min(0) @Max(LadderTerms.LONGEST_STUCK) Integer stuckDays, @Nullable Long version) {

		@SuppressWarnings("NullAway") // what was no step is null
		LadderForm {
			steps = (steps != null) ? steps.stream().filter(Objects::nonNull).toList() : List.of();
		}

		static LadderForm of(LadderDetails ladder) {
			LadderTerms terms = ladder.terms();
			return new LadderForm(ladder.own(), terms.steps(), terms.checkIns(), terms.stuckDays(), ladder.version());
		}

		LadderTerms terms() {
			return new LadderTerms((steps != null) ? steps : List.of(), checkIns, stuckDays);
		}
	}

}
