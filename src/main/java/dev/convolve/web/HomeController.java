package dev.convolve.web;

import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Leads whoever opens the service in a browser to Swagger UI.
 */
@Controller
@Hidden
class HomeController {

	@GetMapping("/")
	String home() {
		return "redirect:/swagger-ui.html";
	}

}
