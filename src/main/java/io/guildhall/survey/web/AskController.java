package io.guildhall.survey.web;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import io.guildhall.survey.SurveyAttempt;
import io.guildhall.survey.SurveyChoice;
import io.guildhall.survey.SurveyDoor;
import io.guildhall.survey.SurveyForm;
import io.guildhall.survey.SurveyPage;
import io.guildhall.survey.SurveyQuestion;
import io.guildhall.survey.SurveyRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The public page of a survey: for telephones, without a login and without scripts. */
@Controller
@RequestMapping(AskController.PATH + "{code}")
@RequiredArgsConstructor
class AskController {

	/** Before the code. */
	static final String PATH = "/p/survey/";

	private static final String VIEW = "survey/ask";

	private final SurveyDoor door;

	@GetMapping
	String show(@PathVariable String code, @RequestParam(required = false) @Nullable String said, Model model) {
		return page(door.page(code), "done".equals(said) ? "thanks" : "form", new LinkedMultiValueMap<>(), model);
	}

	@PostMapping
	String answer(@PathVariable String code, @RequestParam MultiValueMap<String, String> typed, Model model,
			HttpServletRequest request, HttpServletResponse response) {
		SurveyAttempt attempt = door.answer(code, form(typed, request));
		if (attempt.state() == SurveyAttempt.State.COUNTED) {
			return "redirect:" + PATH + "{code}?said=done";
		}
		if (attempt.state() == SurveyAttempt.State.TOO_OFTEN) {
			response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
		}
		model.addAttribute("problem", attempt.code());
		return page(door.page(code), "form", typed, model);
	}

	/** Nobody is told whether there ever was such a code. */
	@ExceptionHandler
	ModelAndView unknown(SurveyRefused refused, Locale locale) {
		ModelAndView answer = new ModelAndView(VIEW, HttpStatus.NOT_FOUND);
		answer.addObject("mode", "unknown");
		answer.addObject("lang", locale.getLanguage().equals("zh") ? "zh-CN" : "en");
		return answer;
	}

	private static String page(SurveyPage page, String mode, MultiValueMap<String, String> typed, Model model) {
		model.addAttribute("page", page);
		model.addAttribute("mode", (page.open() || !mode.equals("form")) ? mode : "closed");
		model.addAttribute("typed", typed);
		model.addAttribute("choices", SurveyChoice.values());
		return VIEW;
	}

	private static SurveyForm form(MultiValueMap<String, String> typed, HttpServletRequest request) {
		Map<SurveyQuestion, SurveyChoice> answers = new EnumMap<>(SurveyQuestion.class);
		for (SurveyQuestion question : SurveyQuestion.values()) {
			for (SurveyChoice choice : SurveyChoice.values()) {
				if (choice.name().equals(text(typed, question.name()))) {
					answers.put(question, choice);
				}
			}
		}
		return new SurveyForm(text(typed, "token"), text(typed, "website"), answers, text(typed, "missing"),
				request.getRemoteAddr());
	}

	private static String text(MultiValueMap<String, String> typed, String field) {
		String value = typed.getFirst(field);
		return (value != null) ? value : "";
	}

}
