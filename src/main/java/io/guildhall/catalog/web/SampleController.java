package io.guildhall.catalog.web;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.SampleProgrammes;
import lombok.RequiredArgsConstructor;

/** The programmes of samples: all of them, and the one on the page of a sample. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class SampleController {

	private static final String ONE = "redirect:/o/{organization}/products/";

	private final SampleProgrammes samples;

	@GetMapping("/sample-programmes")
	String list(Model model) {
		model.addAttribute("programmes", samples.all());
		return "catalog/samples";
	}

	@PostMapping("/products/{id}/sample-programme")
	String run(@PathVariable ProductId id, @RequestParam(required = false) @Nullable UUID full,
			@RequestParam(defaultValue = "0") int days, RedirectAttributes flash) {
		samples.run(id, new ProductId((full != null) ? full : id.id()), days);
		flash.addFlashAttribute("done", "catalog.done.sample-begun");
		return ONE + id;
	}

	@PostMapping("/products/{id}/sample-programme/end")
	String end(@PathVariable ProductId id, RedirectAttributes flash) {
		samples.end(id);
		flash.addFlashAttribute("done", "catalog.done.sample-ended");
		return ONE + id;
	}

}
