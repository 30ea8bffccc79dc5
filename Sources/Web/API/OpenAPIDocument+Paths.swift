extension OpenAPIDocument {
    /// What can be asked.
    static let paths = """
          "paths": {
        \(onboarding),
        \(grid),
        \(recommendations),
        \(status)
          }
        """

    private static let onboarding = """
            "/api/v1/onboarding": {
              "get": {
                "operationId": "onboarding",
                "summary": "What to ask a new user",
                "description": "The stored list, the same for everybody, or the next question of an interview, which follows from \
        the answers so far. The service keeps no answers: send them all each time, in the order in which they were given. Use POST \
        for ids with a comma and for long interviews.",
                "parameters": [
                  {
                    "name": "strategy", "in": "query",
                    "schema": {"$ref": "#/components/schemas/Strategy"}
                  },
                  {
                    "name": "answers", "in": "query", "style": "form", "explode": false,
                    "description": "What the user said so far: ID:RATING, or ID:unknown for an item that they do not know; where the \
        dataset has no ratings, ID:taken or ID:not-taken.",
                    "schema": {
                      "type": "array", "maxItems": 200,
                      "items": {"type": "string", "pattern": "^([^,]+:(unknown|taken|not-taken|-?[0-9]{1,9}([.][0-9]{1,9})?))?$"}
                    },
                    "example": ["1193:5", "2858:unknown"]
                  },
                  {
                    "name": "count", "in": "query",
                    "description": "How many items of the list, or how many questions in all. By default the whole list, or 20 questions.",
                    "schema": {"type": "integer", "minimum": 1, "maximum": 200}
                  }
                ],
                "responses": \(onboardingResponses)
              },
              "post": {
                "operationId": "onboardingByBody",
                "summary": "What to ask a new user, with the answers in the body",
                "requestBody": {
                  "required": true,
                  "content": {
                    "application/json": {
                      "schema": {"$ref": "#/components/schemas/OnboardingRequest"},
                      "example": {
                        "strategy": "adaptive",
                        "answers": [{"item": "1193", "rating": 5}, {"item": "2858", "rating": null}],
                        "count": 20
                      }
                    }
                  }
                },
                "responses": \(onboardingResponses)
              }
            }
        """

    private static let onboardingResponses = """
        {
                  "200": {
                    "description": "The list, or the next question.",
                    "headers": {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}},
                    "content": {
                      "application/json": {
                        "schema": {
                          "oneOf": [
                            {"$ref": "#/components/schemas/OnboardingList"},
                            {"$ref": "#/components/schemas/Interview"}
                          ]
                        }
                      }
                    }
                  },
                  \(errors)
                }
        """

    private static let recommendations = """
            "/api/v1/recommendations": {
              "post": {
                "operationId": "recommendations",
                "summary": "The best items for a user who gave a few ratings or taps",
                "description": "With `ratings` the model takes the local update on the ratings and estimates the whole catalogue. Rated items are \
        not recommended. Estimates are in rating units and may lie outside the scale: they order the items. Where the dataset has \
        interactions without ratings, send `taken` instead of `rating`; items then have a `score` from 0 to 1 instead of an \
        estimate. With `shown` and `taps` the linear recommender answers, which needs no model and is the better one for a grid, or the model \
        where `recommender` is `local-update`: neither what was shown nor what was tapped is recommended.",
                "requestBody": {
                  "required": true,
                  "content": {
                    "application/json": {
                      "schema": {
                        "oneOf": [
                          {"$ref": "#/components/schemas/RecommendationRequest"},
                          {"$ref": "#/components/schemas/TapRequest"}
                        ]
                      },
                      "examples": {
                        "ratings": {
                          "value": {
                            "user": {"features": {"gender": "F", "age": "25"}},
                            "ratings": [{"item": "1193", "rating": 5}, {"item": 2858, "rating": 2}],
                            "count": 20
                          }
                        },
                        "taps": {"value": {"shown": ["2571", "260", "356"], "taps": ["2571"], "recommender": "linear", "count": 20}}
                      }
                    }
                  }
                },
                "responses": {
                  "200": {
                    "description": "The items with the highest estimates or scores, best first.",
                    "headers": {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}},
                    "content": {
                      "application/json": {
                        "schema": {
                          "oneOf": [
                            {"$ref": "#/components/schemas/Recommendations"},
                            {"$ref": "#/components/schemas/TapRecommendations"}
                          ]
                        }
                      }
                    }
                  },
                  "422": {"$ref": "#/components/responses/Error"},
                  \(errors)
                }
              }
            }
        """

    static let errors = """
        "400": {"$ref": "#/components/responses/Error"},
                  "401": {"$ref": "#/components/responses/Unauthorized"},
                  "408": {"$ref": "#/components/responses/Error"},
                  "413": {"$ref": "#/components/responses/Error"},
                  "415": {"$ref": "#/components/responses/Error"},
                  "429": {"$ref": "#/components/responses/Later"},
                  "431": {"$ref": "#/components/responses/Error"},
                  "500": {"$ref": "#/components/responses/Error"},
                  "503": {"$ref": "#/components/responses/Later"}
        """

    private static let status = """
            "/api/v1/openapi.json": {
              "get": {
                "operationId": "description",
                "summary": "This document",
                "security": [],
                "responses": {
                  "200": {"description": "OpenAPI 3.1.", "content": {"application/json": {"schema": {"type": "object"}}}},
                  "400": {"$ref": "#/components/responses/Error"}
                }
              }
            },
            "/healthz": {
              "get": {
                "operationId": "health",
                "summary": "Whether the service is well",
                "security": [],
                "responses": {
                  "200": {
                    "description": "It is.",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Health"}}}
                  },
                  "400": {"$ref": "#/components/responses/Error"},
                  "503": {
                    "description": "Something is wrong with the workspace, `status` says what; what was read before is still served.",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Health"}}}
                  }
                }
              }
            },
            "/metrics": {
              "get": {
                "operationId": "metrics",
                "summary": "What the service did, for Prometheus",
                "description": "Programs on the same machine need no key.",
                "security": [{}, {"key": []}],
                "responses": {
                  "200": {
                    "description": "Prometheus' text format 0.0.4.",
                    "content": {"text/plain": {"schema": {"type": "string"}}}
                  },
                  "400": {"$ref": "#/components/responses/Error"},
                  "401": {"$ref": "#/components/responses/Unauthorized"},
                  "429": {"$ref": "#/components/responses/Later"}
                }
              }
            }
        """
}
