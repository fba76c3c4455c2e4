package io.guildhall.conduct.web;

import org.jspecify.annotations.Nullable;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.conduct.ConductRefused;
import io.guildhall.conduct.Ladder;
import io.guildhall.conduct.LadderDetails;
import io.guildhall.conduct.LadderService;
import io.guildhall.shared.web.FormRefusals;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** The page of the ladder. */
@Controller
@RequestMapping("/o/{organization}/violations/ladder")
@RequiredArgsConstructor
class LadderController {

	private final LadderService ladders;

	@GetMapping
	String show(Model model) {
		LadderDetails now = ladders.get();
		Ladder ladder = now.ladder();
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", new LadderForm(ladder.removeAfter(), ladder.removeDays(), ladder.blockAfter(),
					ladder.blockDays(), now.version()));
		}
		model.addAttribute("ladder", ladder);
		return "conduct/ladder";
	}

	@PostMapping
	String change(@Valid @ModelAttribute("form") LadderForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				ladders.change(form.ladder(), form.version());
				flash.addFlashAttribute("done", "conduct.done.ladder");
				return "redirect:/o/{organization}/violations/ladder";
			}
			catch (ConductRefused refusal) {
				FormRefusals.tell(refusal, errors);
			}
			catch (ObjectOptimisticLockingFailureException lost) {
				errors.reject("shared.changed-meanwhile");
			}
		}
		return show(model);
	}

	record LadderForm(@NotNull @Min(1) @Max(Ladder.MOST) Integer removeAfter,
			@NotNull @Min(1) @Max(Ladder.LONGEST) Integer removeDays,
			@NotNull @Min(1) @Max(Ladder.MOST) Integer blockAfter,
			@NotNull @Min(1) @Max(Ladder.LONGEST) Integer blockDays, @Nullable Long version) {

		Ladder ladder() {
			return new Ladder(removeAfter, removeDays, blockAfter, blockDays);
		}
	}

}
