"""Common given names of the English-speaking world, and capitalised words that are no names."""

# Those that are also everyday words (Grace, Mark, Will, May) need another sign that a person is meant.
_GIVEN = """
Aaron Abigail Adam Adrian Aisha Alan Albert Alex Alexander Alexandra Alexis Alice Alicia Alison Amanda Amelia
Amy Andrea Andrew Angela Anita Ann Anna Anne Annie Anthony Antonio Arthur Ashley Audrey Barbara Beatrice
Benjamin Bernard Beth Bethany Betty Beverly Bill Billy Bob Bobby Bradley Brandon Brenda Brian Bruce Bryan
Caleb Cameron Carl Carla Carlos Carol Caroline Catherine Charles Charlie Charlotte Chloe Chris Christian
Christina Christine Christopher Claire Clara Colin Connor Craig Cynthia Daniel Danielle David Deborah Debra
Denise Dennis Derek Diana Diane Donald Donna Dorothy Douglas Dylan Edith Edward Edwin Eileen Elaine Eleanor
Elena Elizabeth Ella Ellen Emily Emma Eric Erica Erin Esther Ethan Eugene Eva Evan Evelyn Fiona Florence
Frances Francis Frank Fred Gareth Gary Gemma Geoffrey George Gerald Gillian Gloria Gordon Graham Greg Gregory
Hannah Harold Harriet Harry Heather Helen Henry Holly Howard Hugh Ian Irene Isaac Isabel Isabella Jack Jacob
Jacqueline James Jamie Jane Janet Janice Jason Jean Jeff Jeffrey Jennifer Jenny Jeremy Jerry Jesse Jessica
Jill Jim Jimmy Joan Joanna Joanne Joe John Johnny Jonathan Jordan Jose Joseph Joshua Joyce Juan Judith Judy
Julia Julian Julie Justin Karen Kate Katherine Kathleen Kathryn Katie Keith Kelly Ken Kenneth Kevin Kim
Kimberly Kyle Larry Laura Lauren Lawrence Leah Leila Leo Leonard Leslie Lewis Liam Linda Lisa Logan Lorraine
Louis Louise Lucas Lucy Luke Lydia Madison Malcolm Marcus Margaret Maria Marie Marilyn Marion Martha Martin
Mary Matthew Maureen Megan Melanie Melissa Mia Michael Michelle Miguel Mike Mohammed Molly Monica Muhammad
Nancy Naomi Natalie Nathan Nathaniel Neil Nicholas Nicola Nicole Nigel Noah Nora Oliver Olivia Oscar Owen
Pamela Patricia Patrick Paul Paula Pauline Peggy Peter Philip Phillip Phoebe Priya Rachel Ralph Raymond
Rebecca Richard Rita Robert Roger Ronald Rosemary Roy Russell Ruth Ryan Sally Sam Samantha Samuel Sandra Sara
Sarah Scott Sean Sharon Sheila Shirley Simon Sophia Sophie Stacy Stanley Stella Stephanie Stephen Steve Steven
Stuart Susan Suzanne Sylvia Tara Ted Teresa Terry Theodore Theresa Thomas Tim Timothy Tina Todd Tom Tony Tracy
Trevor Valerie Vanessa Veronica Victor Vincent Virginia Vivian Walter Wayne Wendy William Yvonne Zachary Zoe
Akiko Akira Ayumi Daisuke Emi Haruka Haruki Hiroshi Kaori Kazuo Keiko Kenji Kenta Mai Makoto Mariko Masako
Masato Megumi Michiko Miho Naoko Naoki Noriko Reiko Ryota Sachiko Satoshi Shinji Shota Takashi Takeshi Tomoko
Yoko Yuka Yuki Yuko Yumi Yuta
"""
GIVEN = frozenset(_GIVEN.split())

_NO_SURNAME = """
Station Street Road Avenue Airport Park Hotel Store Shop Square Bridge Lane Drive Court Way Place Mall Market
Hall House Hospital School College University Centre Center Beach Island City Town Falls Bay Lake Daniels Day
Street Line Express Model Edition Series Collection Tea Coffee Cafe Bar Kitchen Mug Cup And The Of In On At Is
Was I
"""
NO_SURNAME = frozenset(_NO_SURNAME.split())

_NO_NAME = """
A An And Another Any At But By For From He Her Here Hers His How I If In Is It Its Just Mine My No Not Now Of
Off On Once One Or Our Please She So Some That The Their Then There These They This Those To Too Very We What
When Where Which While Who Why With Yes You Your Great Good Best Better Nice Lovely Perfect Amazing Happy
Sorry Sad Love Thanks Thank Cheers Regards Sincerely Bye Hello Hi Hey Dear Everyone Everybody All Customer
Customers Service Services Support Team Staff Sales Management Manager Department Reception Help Desk Office
Head Sir Madam Sirs Mr Mrs Ms Miss Dr Store Shop Company Product Products Order Refund Returns Delivery
Shipping Account Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June
July August September October November December Christmas Easter Halloween English Japanese American British
Canadian Chinese Korean French German Italian Spanish Dutch Indian Irish Scottish Welsh European Asian African
Australian Mexican Brazilian Swedish Swiss Thai Turkish Polish Greek Muslim Christian Jewish Vegan Vegetarian
Japan America Britain Canada China Korea France Germany Italy Spain India Ireland Scotland Wales England
Europe Asia Australia Mexico Brazil London Paris Tokyo Osaka Kyoto York Amazon Apple Google Facebook Instagram
Twitter Costco Walmart Target Tesco Ikea Starbucks Android Windows Bluetooth Wi Part Model Version Size Number
Type Made Still Never Always Again Also Because Since After Before Until Sent OK Ok
"""
NO_NAME = frozenset(_NO_NAME.split())
